import { Component, type ReactNode } from 'react';

interface ErrorBoundaryProps {
  children: ReactNode;
  renderFallback: (error: unknown, again: () => void) => ReactNode;
  /** A change of it forgets the error. */
  resetKey?: string;
}

/** Keeps a crash in one part of the page from taking the rest with it. */
export class ErrorBoundary extends Component<
  ErrorBoundaryProps,
  { error: unknown; crashed: boolean; key: string | undefined }
> {
  override state = { error: null as unknown, crashed: false, key: this.props.resetKey };

  static getDerivedStateFromError(error: unknown) {
    return { error, crashed: true };
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: { key: string | undefined }) {
    return props.resetKey === state.key ? null : { error: null, crashed: false, key: props.resetKey };
  }

  override render() {
    if (!this.state.crashed) return this.props.children;
    return this.props.renderFallback(this.state.error, () => this.setState({ error: null, crashed: false }));
  }
}
