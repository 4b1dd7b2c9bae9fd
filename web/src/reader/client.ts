import '../../kit/base.css';
